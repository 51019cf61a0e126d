/// Accounts: how the installation provisions one with everything in it.
@NullMarked
package dev.switchboard.admin.account;

import org.jspecify.annotations.NullMarked;
