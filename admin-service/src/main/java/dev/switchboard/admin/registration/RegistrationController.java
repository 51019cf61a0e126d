package dev.switchboard.admin.registration;

import dev.switchboard.admin.invitation.AcceptInvitation;
import dev.switchboard.admin.session.Login;
import dev.switchboard.admin.session.LoginView;
import dev.switchboard.admin.user.NewPassword;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Registration as Netia's clients ask for it.
@RestController
@Tag(name = "Netia: session")
class RegistrationController {
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

    private final RegisterCompany registerCompany;
    private final AcceptInvitation acceptInvitation;

    RegistrationController(RegisterCompany registerCompany, AcceptInvitation acceptInvitation) {
        this.registerCompany = registerCompany;
        this.acceptInvitation = acceptInvitation;
    }

    @Operation(
            summary = "Register",
            description = "With a `company_name`: makes an account, of which the new user is the owner. With the "
                    + "`invite_token` of an invitation: joins its account, with the address and role of the invitation. The "
                    + "answer is a log-in.")
    @PostMapping("/api/registration")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<LoginView> register(@Valid @RequestBody RegistrationRequest request) {
        return enter(request.user()).map(LoginView::of);
    }

    private Mono<Login> enter(NewcomerRequest newcomer) {
        String token = newcomer.inviteToken();
        boolean invited = token != null && !token.isBlank();
        if (!invited) {
            check(newcomer);
        }
        NewPassword password = NewPassword.of(newcomer.password(), newcomer.passwordConfirmation());
        String email = newcomer.email();
        String company = newcomer.companyName();
        return invited || email == null || company == null
                ? acceptInvitation.accept(String.valueOf(token), newcomer.name(), password)
                : registerCompany.register(company.strip(), email, newcomer.name(), password);
    }

    /// All that is wrong at once, as a form shows it.
    private static void check(NewcomerRequest newcomer) {
        Map<String, List<String>> wrong = new TreeMap<>();
        if (newcomer.companyName() == null || newcomer.companyName().isBlank()) {
            wrong.put("company_name", List.of("can't be blank"));
        }
        String email = newcomer.email();
        if (email == null || email.isBlank()) {
            wrong.put("email", List.of("can't be blank"));
        } else if (!ADDRESS.matcher(email).matches()) {
            wrong.put("email", List.of("must be an e-mail address"));
        }
        try {
            NewPassword.of(newcomer.password(), newcomer.passwordConfirmation());
        } catch (Problem problem) {
            wrong.putAll(problem.fields());
        }
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
    }

    record RegistrationRequest(@NotNull @Valid NewcomerRequest user) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record NewcomerRequest(
            @Nullable @Size(max = 200) String companyName,
            @Nullable @Size(max = 254) String email,
            @Nullable @Size(max = 200) String fullName,
            @Nullable String password,
            @Nullable String passwordConfirmation,
            @Nullable @Size(max = 200) String inviteToken) {
        /// Papercups' form asks for no name; an address is one until its owner gives another.
        String name() {
            if (fullName != null && !fullName.isBlank()) {
                return fullName.strip();
            }
            return email == null ? "New user" : email.substring(0, Math.max(email.indexOf('@'), 0));
        }

        @Override
        public String toString() {
            return "NewcomerRequest[email=" + email + "]";
        }
    }
}
