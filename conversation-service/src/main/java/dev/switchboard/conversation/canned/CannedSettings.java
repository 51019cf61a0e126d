package dev.switchboard.conversation.canned;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param mostInAccount how many canned responses an account may have
@ConfigurationProperties("switchboard.canned-responses")
record CannedSettings(@DefaultValue("1000") int mostInAccount) {}
