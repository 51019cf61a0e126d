package dev.switchboard.standalone;

import dev.switchboard.common.service.Services;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// The main class of a supervised child: one service, which ends when its launcher does, even by a kill.
final class ServiceProcess {
    private ServiceProcess() {}

    /// @param arguments application class, service name, then `key=value` properties
    public static void main(String[] arguments) throws ClassNotFoundException {
        Thread.ofPlatform().daemon().name("launcher-watch").start(ServiceProcess::endWithTheLauncher);
        var context = Services.start(
                Class.forName(arguments[0]), arguments[1], Arrays.copyOfRange(arguments, 2, arguments.length));
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
