package dev.switchboard.channel.crm;

import dev.switchboard.channel.oauth.Application;
import dev.switchboard.channel.oauth.OAuthTokens;
import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A system that keeps an account's contacts.
public interface Crm {
    Application application();

    /// Makes or changes contacts, found by their e-mail address. Where one of them is refused, others may be made
    /// already: to make them again changes nothing.
    ///
    /// @param contacts at most 100, each with another address
    /// @return the contacts' ids by address. Fails with a `Problem`: of the kind `INVALID` where one of them is
    /// refused for good, of another where it may be tried again
    Mono<Map<String, String>> upsert(OAuthTokens tokens, List<Person> contacts);

    /// Changes one by its id. Empty where it is gone; fails as `upsert`.
    Mono<String> update(OAuthTokens tokens, String contactId, Person contact);

    /// Empty where it is gone.
    Mono<Person> read(OAuthTokens tokens, String contactId);

    /// Empty where nobody has it.
    Mono<Person> find(OAuthTokens tokens, String email);

    /// Where people look at it.
    String address(String externalId, String contactId);

    /// A contact; what is absent is not known.
    ///
    /// @param id the provider's
    record Person(
            @Nullable String id,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone) {}

    /// What the CRM refuses for good.
    static Problem refused(String title, String why) {
        return Problem.field("email", "is refused by " + title + ": " + why);
    }
}
