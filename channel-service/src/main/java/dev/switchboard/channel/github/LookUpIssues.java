package dev.switchboard.channel.github;

import dev.switchboard.channel.oauth.Agreements;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Looks up the state of linked issues, for GitHub does not repeat a webhook that was not taken. Comments that were
/// missed stay missed.
@Component
class LookUpIssues implements PeriodicTask {
    private static final Duration MOST = Duration.ofMinutes(1);

    private final GithubLinks links;
    private final Agreements agreements;
    private final GithubClient client;
    private final Github github;
    private final GithubSettings settings;
    private final NoteIssues noteIssues;

    LookUpIssues(
            GithubLinks links,
            Agreements agreements,
            GithubClient client,
            Github github,
            GithubSettings settings,
            NoteIssues noteIssues) {
        this.links = links;
        this.agreements = agreements;
        this.client = client;
        this.github = github;
        this.settings = settings;
        this.noteIssues = noteIssues;
    }

    @Override
    public Duration period() {
        return settings.look().compareTo(MOST) < 0 ? settings.look() : MOST;
    }

    @Override
    public Mono<Void> round() {
        return links.claim(settings.look()).concatMap(this::look).then();
    }

    /// What cannot be had now, or not any more, is looked up when it is due again.
    private Mono<Void> look(GithubLinks.Link link) {
        return agreements
                .tokens(link.accountId(), github)
                .flatMap(tokens -> client.issue(tokens, link.repo(), link.number()))
                .flatMap(issue -> noteIssues.note(link, issue.state()))
                .onErrorComplete(Problem.class);
    }
}
