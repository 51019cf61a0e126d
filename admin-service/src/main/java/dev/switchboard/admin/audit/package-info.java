/// The audit log: who did what to which thing from where, in a chain that shows what was changed in it afterwards.
@NullMarked
package dev.switchboard.admin.audit;

import org.jspecify.annotations.NullMarked;
