package dev.switchboard.standalone;

import dev.switchboard.common.service.Services;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// The main class of a supervised child: one service, which ends when its launcher does, even by a kill.
final class ServiceProcess {
    private ServiceProcess() {}

    /// @param arguments the service's name, then `key=value` properties
    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("launcher-watch").start(ServiceProcess::endWithTheLauncher);
        Service service = Service.named(arguments[0]);
        var context = Services.start(
                service.application(), service.title(), Arrays.copyOfRange(arguments, 1, arguments.length));
        Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop"));
    }

    /// The launcher holds the other end of standard input and never writes: it reads as ended when the launcher is
    /// gone.
    private static void endWithTheLauncher() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the same as its end
        }
        System.exit(0);
    }
}
