package dev.switchboard.admin.invitation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param lifetime how long an invitation can be accepted
/// @param open invitations of an account at once; more are refused
@ConfigurationProperties("switchboard.invitation")
record InvitationSettings(
        @DefaultValue("7d") Duration lifetime,
        @DefaultValue("500") int open) {}
