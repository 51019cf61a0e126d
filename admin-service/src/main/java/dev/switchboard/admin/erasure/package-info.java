/// The certificates of erasures: what was removed of a customer, by which service and when.
@NullMarked
package dev.switchboard.admin.erasure;

import org.jspecify.annotations.NullMarked;
