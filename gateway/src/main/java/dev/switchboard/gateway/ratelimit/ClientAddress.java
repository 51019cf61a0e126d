package dev.switchboard.gateway.ratelimit;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Who is at the other end: the socket's peer, or what a trusted proxy says of it. An IPv6 client counts as its /64
/// network, which one client owns whole.
public class ClientAddress {
    private static final String UNKNOWN = "unknown";

    private final List<IpSubnetFilterRule> trusted;

    ClientAddress(List<String> trustedProxies) {
        trusted = trustedProxies.stream()
                .map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT))
                .toList();
    }

    public String of(ServerHttpRequest request) {
        InetAddress address = client(request);
        return address == null ? UNKNOWN : text(address);
    }

    /// The whole address, for the audit log, as people write it (RFC 5952).
    public String exact(ServerHttpRequest request) {
        InetAddress address = client(request);
        return address == null ? UNKNOWN : NetUtil.toAddressString(address);
    }

    private @Nullable InetAddress client(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        InetAddress address = peer == null ? null : peer.getAddress();
        if (address == null) {
            return null;
        }
        List<String> forwarded = request.getHeaders().getOrEmpty("X-Forwarded-For");
        if (forwarded.isEmpty() || !trusts(address)) {
            return address;
        }
        String[] hops = String.join(",", forwarded).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && trusts(address); i--) {
            InetAddress hop = parse(hops[i].strip());
            if (hop == null) {
                break;
            }
            address = hop;
        }
        return address;
    }

    private boolean trusts(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(network -> network.matches(socket));
    }

    private static @Nullable InetAddress parse(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException _) {
            return null;
        }
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address six
                ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8)) + "::/64"
                : address.getHostAddress();
    }
}
