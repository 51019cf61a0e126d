/// The knowledge base over HTTP: articles in Netia style, search in the platform's.
@NullMarked
package dev.switchboard.memory.knowledge.web;

import org.jspecify.annotations.NullMarked;
