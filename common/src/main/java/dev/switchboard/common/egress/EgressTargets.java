package dev.switchboard.common.egress;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What may be called: `http` and `https` addresses of public hosts, and the private ones that the operator allows.
/// The blocks are those of IANA's special-purpose registries (RFC 6890), without exceptions for what is reachable
/// through a tunnel or a translator: `2002::/16`, `64:ff9b::/96` and their like hold any IPv4 address inside.
public final class EgressTargets {
    public static final int LONGEST = 2_048;

    private static final Pattern DOTTED =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    /// What other readers of addresses take for a number: decimal, octal, hexadecimal, or with parts missing.
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private static final List<IpSubnetFilterRule> SPECIAL = rules(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            // the platform's own services on Azure
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");
    private static final List<IpSubnetFilterRule> GLOBAL = rules("0.0.0.0/0", "2000::/3");

    private final List<Allowed> allowed;
    private final Set<Integer> ports;

    /// @throws IllegalArgumentException for an entry that is neither an address nor a network
    EgressTargets(List<String> allow, Set<Integer> ports) {
        this.allowed = allow.stream().map(Allowed::of).toList();
        this.ports = Set.copyOf(ports);
    }

    /// Reads an address that somebody has named. What its name leads to is checked again at each call.
    ///
    /// @throws EgressRefused for one that may never be called, or that clients do not agree how to read
    public URI read(String url) {
        if (url.length() > LONGEST) {
            throw new EgressRefused("must have at most " + LONGEST + " characters");
        }
        URI uri = parse(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new EgressRefused("must begin with http:// or https://");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw new EgressRefused("must not hold a user or a password");
        }
        String host = uri.getHost();
        if (host == null || host.isEmpty() || host.contains("%")) {
            throw new EgressRefused("must name a host, in ASCII");
        }
        if (NUMBER.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
            throw new EgressRefused("must write its IP address as four decimal numbers");
        }
        if (host.startsWith("[") && host.contains(".")) {
            throw new EgressRefused("must write its IP address in one notation");
        }
        if (uri.getPort() == 0
                || uri.getPort() > 65_535
                || uri.getRawAuthority().endsWith(":")) {
            throw new EgressRefused("must have a port from 1 to 65535, or none");
        }
        return uri;
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException _) {
            throw new EgressRefused("must be a valid URL");
        }
    }

    /// Checks what a connection would be made to.
    ///
    /// @throws EgressRefused when it is not public and not allowed, or its port serves no HTTP
    void check(InetAddress address, int port) {
        check(new InetSocketAddress(address, port), ports);
    }

    /// The same for a protocol other than HTTP, at the moment of the connection: a name that is bound anew after the
    /// check leads nowhere else.
    ///
    /// @param target resolved, and the very address that is connected to
    /// @param serving ports of public addresses; none admits only what the operator allows
    /// @throws EgressRefused when it is not public and not allowed, or its port serves something else
    public void check(InetSocketAddress target, Set<Integer> serving) {
        if (allowed.stream().anyMatch(entry -> entry.admits(target))) {
            return;
        }
        if (!matches(GLOBAL, target) || matches(SPECIAL, target)) {
            throw new EgressRefused("must not lead to a private or reserved address");
        }
        if (!serving.contains(target.getPort())) {
            throw new EgressRefused("must use one of the ports "
                    + serving.stream()
                            .sorted()
                            .map(String::valueOf)
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("(none)"));
        }
    }

    private static boolean matches(List<IpSubnetFilterRule> rules, InetSocketAddress target) {
        return rules.stream().anyMatch(rule -> rule.matches(target));
    }

    private static List<IpSubnetFilterRule> rules(String... networks) {
        return Stream.of(networks)
                .map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT))
                .toList();
    }

    /// @param port absent for all of them
    private record Allowed(
            IpSubnetFilterRule network, @Nullable Integer port) {
        private static final Pattern WITH_PORT = Pattern.compile("(\\d[\\d.]*|\\[[^\\]]+]):(\\d{1,5})");

        static Allowed of(String entry) {
            String text = entry.strip();
            Matcher one = WITH_PORT.matcher(text);
            boolean port = one.matches();
            String address = port ? one.group(1).replaceAll("[\\[\\]]", "") : text;
            String network = address.contains("/") ? address : address + (address.contains(":") ? "/128" : "/32");
            return new Allowed(
                    new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT),
                    port ? Integer.valueOf(one.group(2)) : null);
        }

        boolean admits(InetSocketAddress target) {
            return (port == null || port == target.getPort()) && network.matches(target);
        }
    }
}
