package dev.switchboard.channel.crm;

import dev.switchboard.channel.oauth.Application;
import dev.switchboard.channel.oauth.OAuthTokens;
import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            @Nullable String phone) {
        /// Longer is nothing that a customer has.
        private static final int LONGEST = 200;

        /// As the CRM has it: what we cannot keep is not known.
        ///
        /// @param names the parts of the name, in order
        public static Person there(
                String id, @Nullable String email, @Nullable String phone, @Nullable String... names) {
            String name = Stream.of(names)
                    .flatMap(part -> Stream.ofNullable(storable(part)))
                    .collect(Collectors.joining(" "));
            return new Person(id, storable(email), storable(name), storable(phone));
        }

        private static @Nullable String storable(@Nullable String value) {
            String text = value == null ? "" : value.replace("\0", "").strip();
            return text.isEmpty() || text.length() > LONGEST ? null : text;
        }
    }

    /// What the CRM refuses for good.
    static Problem refused(String title, String why) {
        return Problem.field("email", "is refused by " + title + ": " + why);
    }
}
