/// One question, one outcome: jobs, the decision between answer and hand-over, and the record of it.
@NullMarked
package dev.switchboard.ai.answer;

import org.jspecify.annotations.NullMarked;
