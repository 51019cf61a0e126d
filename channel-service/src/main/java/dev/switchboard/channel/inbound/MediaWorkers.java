package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Fetches the files that messages name and keeps them, a bounded number at once; a file that cannot be had after some
/// attempts is told in words.
@Component
class MediaWorkers implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(MediaWorkers.class);

    /// @param workers messages whose files are fetched at once
    /// @param poll how long a message waits at most before its files are fetched
    /// @param attempts after so many a message is told without its files
    /// @param patience a file takes at most so long
    @ConfigurationProperties("switchboard.inbound.media")
    record Settings(
            @DefaultValue("8") int workers,
            @DefaultValue("200ms") Duration poll,
            @DefaultValue("4") int attempts,
            @DefaultValue("20s") Duration patience) {}

    private final MediaJobs jobs;
    private final ProviderAccounts accounts;
    private final Map<String, InboundReader> readers;
    private final Blobs blobs;
    private final TransactionalOperator transaction;
    private final Settings settings;

    MediaWorkers(
            MediaJobs jobs,
            ProviderAccounts accounts,
            List<InboundReader> readers,
            Blobs blobs,
            TransactionalOperator transaction,
            Settings settings) {
        this.jobs = jobs;
        this.accounts = accounts;
        this.readers = readers.stream().collect(Collectors.toMap(InboundReader::provider, Function.identity()));
        this.blobs = blobs;
        this.transaction = transaction;
        this.settings = settings;
    }

    private Mono<Void> run(MediaJob job) {
        MessageReceived fact = WireJson.read(job.fact(), MessageReceived.class);
        List<Media> media = List.of(WireJson.read(job.media(), Media[].class));
        return accounts.ofInbox(job.accountId(), job.inboxId())
                .flatMap(account ->
                        Mono.justOrEmpty(readers.get(account.provider())).map(reader -> new Source(reader, account)))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the inbox is not connected any more")))
                .flatMap(source -> source.reader()
                        .complete(source.account(), fact)
                        .timeout(settings.patience())
                        .flatMap(complete -> files(source, complete, media))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .flatMap(complete -> complete.map(told -> settle(job, told, true))
                        .orElseGet(() -> jobs.drop(job).as(transaction::transactional)))
                .onErrorResume(e -> job.attempts() >= settings.attempts(), e -> {
                    LOG.warn("The files of event {} are given up: {}", job.providerEventId(), e.toString());
                    return settle(job, with(fact, List.of(), media), false);
                })
                .onErrorResume(Exception.class, e -> {
                    LOG.info("The files of event {} wait: {}", job.providerEventId(), e.toString());
                    return jobs.postpone(job, Duration.ofMillis(500L << job.attempts()));
                })
                .doOnError(e -> LOG.warn("The job of event {} waits: {}", job.providerEventId(), e.toString()))
                .onErrorComplete();
    }

    private record Source(InboundReader reader, ProviderAccount account) {}

    private Mono<MessageReceived> files(Source source, MessageReceived fact, List<Media> media) {
        ProviderAccount account = source.account();
        String holder = fact.address().senderKey(account.accountId());
        return Flux.fromIterable(media)
                .concatMap(file -> source.reader()
                        .fetch(account, file)
                        .timeout(settings.patience())
                        .flatMap(bytes -> blobs.keep(account.accountId(), holder, bytes)
                                .map(id -> new Attachment(id, file.name(), file.contentType(), bytes.length, null))))
                .collectList()
                .map(files -> with(fact, files, List.of()));
    }

    private Mono<Void> settle(MediaJob job, MessageReceived fact, boolean complete) {
        return jobs.settle(job, fact, complete).as(transaction::transactional);
    }

    private static MessageReceived with(MessageReceived fact, List<Attachment> files, List<Media> missing) {
        return switch (fact) {
            case MessageReceived.Said said -> {
                List<Attachment> all = new ArrayList<>(said.attachments());
                all.addAll(files);
                yield said.holding(inWords(said.body(), missing), all);
            }
            case MessageReceived.SentOutside sent -> {
                List<Attachment> all = new ArrayList<>(sent.attachments());
                all.addAll(files);
                yield sent.holding(inWords(sent.body(), missing), all);
            }
            case MessageReceived _ -> fact;
        };
    }

    private static String inWords(String body, List<Media> missing) {
        String words = body;
        for (Media media : missing) {
            words = media.inWords(words);
        }
        return words;
    }

    @Override
    public Duration period() {
        return settings.poll();
    }

    @Override
    public Mono<Void> round() {
        return jobs.claim(settings.workers())
                .collectList()
                .flatMapIterable(all -> all)
                .flatMap(this::run, settings.workers())
                .then();
    }
}
