/// E-mail as such, whoever carries it: reading, threads, loops and bounces, and what goes out.
@NullMarked
package dev.switchboard.channel.mail;

import org.jspecify.annotations.NullMarked;
