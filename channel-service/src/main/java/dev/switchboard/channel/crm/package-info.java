/// Customers kept alike with the contacts of an account's CRM, both ways.
@NullMarked
package dev.switchboard.channel.crm;

import org.jspecify.annotations.NullMarked;
