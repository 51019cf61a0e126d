package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Keeps the state as a Phoenix client does: metas by key, joined and removed by their ref.
final class Watcher implements PresenceListener {
    final Map<String, Map<String, Connection>> metas = new HashMap<>();
    final List<String> came = new ArrayList<>();
    final List<String> gone = new ArrayList<>();
    int states;
    int diffs;

    @Override
    public synchronized void state(List<Online> online) {
        states++;
        metas.clear();
        online.forEach(this::join);
    }

    @Override
    public synchronized void changed(PresenceDiff diff) {
        diffs++;
        diff.joins().forEach(this::join);
        for (Online left : diff.leaves()) {
            Map<String, Connection> had = metas.getOrDefault(left.member().key(), new HashMap<>());
            left.connections().forEach(connection -> had.remove(connection.ref()));
            metas.values().removeIf(Map::isEmpty);
        }
        diff.came().forEach(online -> came.add(online.member().key()));
        diff.gone().stream().map(Member::key).forEach(gone::add);
    }

    private void join(Online online) {
        Map<String, Connection> mine = metas.computeIfAbsent(online.member().key(), _ -> new TreeMap<>());
        online.connections().forEach(connection -> mine.put(connection.ref(), connection));
    }

    synchronized Set<String> keys() {
        return new TreeSet<>(metas.keySet());
    }

    synchronized List<Connection> of(String key) {
        return List.copyOf(metas.getOrDefault(key, Map.of()).values());
    }

    synchronized List<String> cameAndGone() {
        List<String> all = new ArrayList<>();
        came.forEach(key -> all.add("+" + key));
        gone.forEach(key -> all.add("-" + key));
        return all;
    }
}
