/// Facts from the topics to local subscribers, in order and without gaps.
@NullMarked
package dev.switchboard.gateway.feed;

import org.jspecify.annotations.NullMarked;
