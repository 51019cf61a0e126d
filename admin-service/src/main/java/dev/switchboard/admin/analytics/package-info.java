/// Hourly counters kept from the facts of conversations, and the dashboard that reads them.
@NullMarked
package dev.switchboard.admin.analytics;

import org.jspecify.annotations.NullMarked;
