package dev.switchboard.gateway.ratelimit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.retry.Retry;

/// The one connection to Redis: all commands are pipelined on it, and it is opened anew in the background for as long
/// as the gateway lives. Without it commands fail at once.
final class RedisLink implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration CONNECTING = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /// Commands that wait for an answer; one more fails at once.
    private static final int WAITING = 10_000;

    private static final RedisException AWAY = new RedisConnectionException("Redis is away") {
        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    };

    private final ClientResources resources;
    private final RedisClient client;
    private final Disposable keeping;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    /// @throws IllegalArgumentException for an address that is none
    RedisLink(String url) {
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(CONNECTING);
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .requestQueueSize(WAITING)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECTING).build())
                .build());
        keeping = Mono.fromCompletionStage(() -> client.connectAsync(StringCodec.UTF8, uri))
                .doOnNext(_ -> LOG.info("rate limits are shared over {}:{}", uri.getHost(), uri.getPort()))
                .flatMap(this::use)
                .doOnError(error -> LOG.debug("no connection to Redis", error))
                .then(Mono.error(() -> new RedisConnectionException("the connection was lost")))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .transientErrors(true))
                .subscribe();
    }

    /// Until it is lost.
    private Mono<Void> use(StatefulRedisConnection<String, String> opened) {
        return Mono.<Void>create(lost -> {
                    opened.addListener(new Lost(lost));
                    connection = opened;
                    if (!opened.isOpen()) {
                        lost.success();
                    }
                })
                .doFinally(_ -> {
                    connection = null;
                    opened.closeAsync();
                });
    }

    private record Lost(MonoSink<Void> sink) implements RedisConnectionStateListener {
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> from) {
            sink.success();
        }
    }

    /// Fails with a `RedisException` when there is no connection, or it is lost on the way.
    <T> Mono<T> ask(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command) {
        return Mono.defer(() -> {
            StatefulRedisConnection<String, String> present = connection;
            return present == null ? Mono.error(AWAY) : Mono.fromCompletionStage(() -> command.apply(present.async()));
        });
    }

    boolean isUp() {
        return connection != null;
    }

    /// Gives up a connection that does not answer: its other end may be gone without a word.
    void renew() {
        StatefulRedisConnection<String, String> present = connection;
        if (present != null) {
            present.closeAsync();
        }
    }

    @Override
    public void destroy() {
        keeping.dispose();
        client.shutdownAsync(0, 1, TimeUnit.SECONDS).thenRun(() -> resources.shutdown(0, 1, TimeUnit.SECONDS));
    }
}
