package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.participant.Participants;
import dev.switchboard.gateway.presence.Presence;
import dev.switchboard.gateway.socket.SocketMeters;
import dev.switchboard.gateway.socket.SocketSettings;
import dev.switchboard.gateway.socket.Sockets;
import dev.switchboard.gateway.socket.engineio.EngineSettings;
import java.time.Clock;

/// What every session of the protocol uses.
record SocketIoParts(
        EngineSettings settings,
        SocketSettings limits,
        Sockets sockets,
        SocketMeters meters,
        Admissions admissions,
        Recoveries recoveries,
        EventReader reader,
        Participants participants,
        Feed feed,
        Presence presence,
        Clock clock) {}
