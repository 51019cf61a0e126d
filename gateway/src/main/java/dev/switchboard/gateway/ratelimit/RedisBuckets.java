package dev.switchboard.gateway.ratelimit;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.codec.Base16;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/// Buckets in Redis, which all gateways share. A bucket is a counter that lives for a period from its first token, by
/// Redis's own clock, and is charged by one script: the verdicts are those of `Bucket`.
final class RedisBuckets {
    private static final String PREFIX = "switchboard:limit:";
    private static final String SCRIPT = """
            local used = tonumber(redis.call('GET', KEYS[1]) or '0')
            local wait = redis.call('PTTL', KEYS[1])
            if wait <= 0 then
              used = 0
              wait = tonumber(ARGV[2])
              redis.call('SET', KEYS[1], '0', 'PX', wait)
            end
            if used >= tonumber(ARGV[1]) then
              return {0, 0, wait}
            end
            redis.call('INCR', KEYS[1])
            return {1, ARGV[1] - used - 1, wait}
            """;

    private final RedisLink link;
    private final String digest;

    RedisBuckets(RedisLink link) {
        this.link = link;
        this.digest = Base16.digest(SCRIPT.getBytes(StandardCharsets.UTF_8));
    }

    /// Fails with a `RedisException` when Redis does not decide.
    Mono<Buckets.Verdict> charge(Buckets.Key key, RateLimitSettings.Policy policy) {
        String[] keys = {PREFIX + key.policy() + ":" + key.who()};
        String[] values = {
            Integer.toString(policy.limit()), Long.toString(policy.per().toMillis())
        };
        return link.<List<Long>>ask(redis -> redis.evalsha(digest, ScriptOutputType.MULTI, keys, values))
                // Redis forgets scripts when it starts
                .onErrorResume(
                        RedisNoScriptException.class,
                        _ -> link.ask(redis -> redis.eval(SCRIPT, ScriptOutputType.MULTI, keys, values)))
                .map(answer -> verdict(answer, policy));
    }

    private static Buckets.Verdict verdict(List<Long> answer, RateLimitSettings.Policy policy) {
        return new Buckets.Verdict(
                answer.get(0) == 1,
                policy.limit(),
                Math.toIntExact(answer.get(1)),
                Duration.ofMillis(answer.get(2)).toNanos());
    }
}
