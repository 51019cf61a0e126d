/// Subscriptions and their deliveries over HTTP.
@NullMarked
package dev.switchboard.admin.subscription.web;

import org.jspecify.annotations.NullMarked;
