package dev.switchboard.admin.user;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/// A user to be there.
public record UserRequest(
        @NotNull UUID id,
        @NotBlank @Email @Size(max = 254) String email,
        @NotBlank @Size(max = 200) String name,

        @NotNull @Pattern(regexp = "owner|admin|agent|viewer", message = "must be owner, admin, agent or viewer")
        String role,

        @NotNull @Size(min = 8, max = 1024) String password) {
    @Override
    public String toString() {
        return "UserRequest[id=" + id + ", email=" + email + "]";
    }
}
