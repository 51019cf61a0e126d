/// Comma-separated values as spreadsheets read them.
@NullMarked
package dev.switchboard.admin.csv;

import org.jspecify.annotations.NullMarked;
