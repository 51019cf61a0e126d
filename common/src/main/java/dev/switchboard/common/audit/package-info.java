/// How an act comes into the audit log: one call in the transaction that does it.
@NullMarked
package dev.switchboard.common.audit;

import org.jspecify.annotations.NullMarked;
