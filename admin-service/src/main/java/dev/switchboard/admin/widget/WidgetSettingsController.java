package dev.switchboard.admin.widget;

import dev.switchboard.admin.inbox.ChangeInbox;
import dev.switchboard.admin.inbox.Inbox;
import dev.switchboard.admin.inbox.Inboxes;
import dev.switchboard.common.contract.WidgetSettings;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Where administrators set a widget up. Pages read it from the gateway, which has it from `account.updated`.
@RestController
@Tag(name = "Netia: widget")
class WidgetSettingsController {
    private final Inboxes inboxes;
    private final ChangeInbox changeInbox;

    WidgetSettingsController(Inboxes inboxes, ChangeInbox changeInbox) {
        this.inboxes = inboxes;
        this.changeInbox = changeInbox;
    }

    @Operation(
            summary = "Set the widget up",
            description =
                    "For administrators. Of the inbox `inbox_id`, or of the account's first one for pages. What is "
                            + "left out stays; an empty text takes a text away. Pages see it within seconds.")
    @PutMapping("/api/widget_settings")
    Mono<SettingsView> put(
            Caller.Staff caller,
            @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId,
            @RequestBody SettingsRequest request) {
        UUID account = ChangeInbox.administered(caller);
        WidgetSettings settings = request.widgetSettings();
        if (settings == null) {
            throw Problem.field("widget_settings", "can't be blank");
        }
        WidgetRules.check(settings);
        UUID named = request.inboxId() == null ? inboxId : request.inboxId();
        return (named == null ? inboxes.firstForPages(account) : Mono.just(named))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Inbox")))
                .flatMap(id -> changeInbox.change(account, id, inbox -> inbox.show(settings)))
                .map(SettingsView::of);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record SettingsRequest(
            @Nullable WidgetSettings widgetSettings,
            @Nullable UUID inboxId) {}

    record SettingsView(Data data) {
        static SettingsView of(Inbox inbox) {
            return new SettingsView(new Data(
                    "widget_settings", inbox.id(), inbox.accountId(), WidgetSettings.DEFAULT.with(inbox.widget())));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Data(
            String object,
            UUID inboxId,
            UUID accountId,
            @com.fasterxml.jackson.annotation.JsonUnwrapped WidgetSettings settings) {}
}
