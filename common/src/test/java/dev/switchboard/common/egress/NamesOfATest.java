package dev.switchboard.common.egress;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// A name server that answers each question as the test says, by how often it was asked before.
final class NamesOfATest extends AddressResolverGroup<InetSocketAddress> {
    private final IntFunction<List<String>> answers;
    final AtomicInteger asked = new AtomicInteger();

    NamesOfATest(IntFunction<List<String>> answers) {
        this.answers = answers;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) throws UnknownHostException {
                promise.setSuccess(addresses().getFirst());
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) throws UnknownHostException {
                promise.setSuccess(addresses());
            }
        });
    }

    private List<InetAddress> addresses() throws UnknownHostException {
        List<String> texts = answers.apply(asked.getAndIncrement());
        if (texts.isEmpty()) {
            throw new UnknownHostException("nowhere");
        }
        InetAddress[] addresses = new InetAddress[texts.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(texts.get(i));
        }
        return List.of(addresses);
    }
}
