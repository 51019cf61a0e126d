package dev.switchboard.common.egress;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;

/// Stands between a name and its connection: Netty connects to the very addresses that came out of here, so a name
/// that is bound anew after the check leads nowhere else. One forbidden address forbids the name.
final class GuardedResolvers extends AddressResolverGroup<InetSocketAddress> {
    private final AddressResolverGroup<InetSocketAddress> names;
    private final EgressTargets targets;

    GuardedResolvers(AddressResolverGroup<InetSocketAddress> names, EgressTargets targets) {
        this.names = names;
        this.targets = targets;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Guarded(executor);
    }

    @Override
    public void close() {
        super.close();
        names.close();
    }

    private final class Guarded extends AbstractAddressResolver<InetSocketAddress> {
        private final AddressResolver<InetSocketAddress> resolver;

        Guarded(EventExecutor executor) {
            super(executor, InetSocketAddress.class);
            this.resolver = names.getResolver(executor);
        }

        /// Never: an address that was written as a number has to pass the check too.
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress unresolved, Promise<InetSocketAddress> promise) {
            resolver.resolveAll(unresolved).addListener((Future<List<InetSocketAddress>> found) -> {
                if (found.isSuccess() && permitted(found.getNow(), promise)) {
                    promise.trySuccess(found.getNow().getFirst());
                } else if (!found.isSuccess()) {
                    promise.tryFailure(found.cause());
                }
            });
        }

        @Override
        protected void doResolveAll(InetSocketAddress unresolved, Promise<List<InetSocketAddress>> promise) {
            resolver.resolveAll(unresolved).addListener((Future<List<InetSocketAddress>> found) -> {
                if (found.isSuccess() && permitted(found.getNow(), promise)) {
                    promise.trySuccess(found.getNow());
                } else if (!found.isSuccess()) {
                    promise.tryFailure(found.cause());
                }
            });
        }

        private boolean permitted(List<InetSocketAddress> found, Promise<?> promise) {
            try {
                found.forEach(address -> targets.check(address.getAddress(), address.getPort()));
                return true;
            } catch (EgressRefused refused) {
                promise.tryFailure(refused);
                return false;
            }
        }
    }
}
