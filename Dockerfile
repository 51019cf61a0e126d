# One image, six services: the command names the application class (see docker-compose.yml).
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -q -DskipTests -pl standalone -am package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 switchboard
COPY --from=build /src/standalone/target/switchboard/lib /opt/switchboard/lib
RUN install -d -o switchboard /var/lib/switchboard/blobs
USER 10001
ENV LOG_FORMAT=json
# The heap follows the container's limit; the rest is metaspace, code cache and network buffers.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", "/opt/switchboard/lib/*"]
