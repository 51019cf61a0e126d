package dev.switchboard.channel.intercom;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A workspace of Intercom as its inbox knows it.
///
/// @param workspaceId as webhooks name it in `app_id`
/// @param adminId the teammate in whose name replies are written; what comes from it is ours
/// @param accessToken of an application of the workspace
/// @param clientSecret of the same application; signs its webhooks
record IntercomSettings(
        @Pattern(regexp = "[\\w-]{1,64}", message = "must be 1 to 64 letters and digits") @NotBlank
        String workspaceId,

        @Pattern(regexp = "\\d{1,20}", message = "must be digits") @NotBlank
        String adminId,

        @NotBlank String accessToken,
        @NotBlank String clientSecret)
        implements ProviderSettings {
    static final String PROVIDER = "intercom";

    @Override
    public String externalId() {
        return workspaceId;
    }

    boolean wrote(Notification.@Nullable Author author) {
        return author != null && "admin".equals(author.type()) && adminId.equals(author.id());
    }

    @Override
    public String toString() {
        return "IntercomSettings[workspaceId=" + workspaceId + "]";
    }
}
