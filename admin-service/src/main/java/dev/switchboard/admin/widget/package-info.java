/// How an inbox's chat widget looks and what it asks.
@NullMarked
package dev.switchboard.admin.widget;

import org.jspecify.annotations.NullMarked;
