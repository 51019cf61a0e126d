/// PostgreSQL and Kafka without an installation: the servers of `standalone` and of the tests.
@NullMarked
package dev.switchboard.embedded;

import org.jspecify.annotations.NullMarked;
