package dev.switchboard.admin.signon;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param issuer its `iss`, below which its discovery document stands; empty switches single sign-on off
/// @param clientId who we are there: the audience of its tokens
/// @param clientSecret empty for a public client
/// @param accountClaim which claim names the account, by its id
/// @param account the account of everybody, for an issuer that is one company's own; the claim then counts for nothing
/// @param roleClaim which claim names the role, as a text or a list
/// @param roles `group=role`, with commas between; the first of the list that a token has counts
/// @param provision whether somebody unknown becomes a user, or is refused
/// @param url where people reach this installation
/// @param longest a token that lives longer is refused
/// @param keys how long the issuer's keys are kept
/// @param again how soon after a look the keys are looked at again for one that is unknown
/// @param timeout for each request to the issuer
@ConfigurationProperties("switchboard.oidc")
record OidcSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("custom:account_id") String accountClaim,
        @DefaultValue("") String account,
        @DefaultValue("cognito:groups") String roleClaim,

        @DefaultValue("owner=owner,admin=admin,agent=agent,viewer=viewer")
        String roles,

        @DefaultValue("false") boolean provision,
        @DefaultValue("http://localhost:8080") URI url,
        @DefaultValue("12h") Duration longest,
        @DefaultValue("1h") Duration keys,
        @DefaultValue("30s") Duration again,
        @DefaultValue("5s") Duration timeout) {
    OidcSettings {
        if (!issuer.isEmpty() && clientId.isEmpty()) {
            throw new IllegalArgumentException("OIDC_ISSUER is set and OIDC_CLIENT_ID is not: any token of the issuer "
                    + "would do, whomever it was made for");
        }
    }

    boolean on() {
        return !issuer.isEmpty();
    }

    /// In the order in which they count.
    Map<String, String> rolesByGroup() {
        return Arrays.stream(roles.split(","))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0].strip(), pair -> pair[1].strip(), (first, _) -> first, LinkedHashMap::new));
    }

    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
