/// What a webhook says, in Netia's and in Amoiq's format.
@NullMarked
package dev.switchboard.admin.subscription.payload;

import org.jspecify.annotations.NullMarked;
