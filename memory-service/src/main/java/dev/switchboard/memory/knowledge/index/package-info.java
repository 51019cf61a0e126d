/// The search index over chunks (Apache Lucene) and the calibrated relevance of what it finds.
@NullMarked
package dev.switchboard.memory.knowledge.index;

import org.jspecify.annotations.NullMarked;
