/// The edge: the one port that customers, agents, providers and API users reach.
@NullMarked
package dev.switchboard.gateway;

import org.jspecify.annotations.NullMarked;
