# The images of both services. docker compose builds them; by hand:
#   docker build --target account-service --tag account-service .
#   docker build --target email-service --tag email-service .
# See docs/containers.md for what is in them and why. What .dockerignore lets through is what they are made of.

# ---- What changes with a pom.xml only: dependencies and plugins ----

FROM maven:3.9.16-eclipse-temurin-25-noble AS maven
WORKDIR /source
ENV MAVEN_ARGS="--batch-mode --no-transfer-progress --activate-profiles !format -Dmaven.test.skip=true"

FROM maven AS poms
COPY . /everything
WORKDIR /everything
# With an empty program for each module, so that every plugin does its work once and is downloaded with all it needs.
RUN find . -name pom.xml -exec install -D --mode=644 {} /poms/{} ';' && \
    find . -mindepth 2 -name pom.xml -printf '%h\n' | while read -r module; do \
      install -d "/poms/$module/src/main/java" && \
      echo 'class Empty { public static void main(String[] args) {} }' >"/poms/$module/src/main/java/Empty.java"; \
    done

FROM maven AS dependencies
COPY --from=poms /poms ./
RUN mvn --projects account-service,email-service --also-make install && \
    rm -r */src */target /root/.m2/repository/org/reliablesignup

# ---- What changes with our code: the modules of both services, then each service ----

FROM dependencies AS libraries
COPY common-events/src common-events/src
COPY kafka-topics/src kafka-topics/src
COPY event-tracing/src event-tracing/src
COPY outbox/src outbox/src
COPY dead-letters/src dead-letters/src
COPY confirmation-token/src confirmation-token/src
COPY mail-address/src mail-address/src
COPY web-security/src web-security/src
RUN mvn --offline --also-make install \
    --projects common-events,kafka-topics,event-tracing,outbox,dead-letters,confirmation-token,mail-address,web-security

FROM libraries AS account-service-jar
COPY account-service/src account-service/src
RUN mvn --offline --projects account-service package && \
    java -Djarmode=tools -jar account-service/target/account-service-*-exec.jar \
      extract --layers --destination /layers --application-filename app.jar

FROM libraries AS email-service-jar
COPY email-service/src email-service/src
RUN mvn --offline --projects email-service package && \
    java -Djarmode=tools -jar email-service/target/email-service-*-exec.jar \
      extract --layers --destination /layers --application-filename app.jar

FROM maven AS ready
COPY docker/Ready.java ./
RUN javac -d /ready Ready.java

# ---- What runs. What changes least comes first ----

FROM eclipse-temurin:25.0.3_9-jre-noble AS runtime
WORKDIR /app
# Where H2 keeps its file unless SPRING_DATASOURCE_URL says otherwise: mount a volume here to keep it.
RUN install -d -o 10001 -g 10001 data
COPY --from=ready /ready/ ready/
# Readable whatever the umask of the checkout.
COPY --chmod=644 docker/java.options ./
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=10s --start-period=180s --start-interval=2s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx8m", "-cp", "ready", "Ready"]
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=app.aot", "-jar", "app.jar"]

FROM runtime AS account-service-without-cache
COPY --from=account-service-jar /layers/dependencies/ ./
COPY --from=account-service-jar /layers/spring-boot-loader/ ./
COPY --from=account-service-jar /layers/snapshot-dependencies/ ./
COPY --from=account-service-jar /layers/application/ ./
# Read by Spring and by the health check.
ENV MANAGEMENT_SERVER_PORT=8081
EXPOSE 8080 8081

FROM runtime AS email-service-without-cache
COPY --from=email-service-jar /layers/dependencies/ ./
COPY --from=email-service-jar /layers/spring-boot-loader/ ./
COPY --from=email-service-jar /layers/snapshot-dependencies/ ./
COPY --from=email-service-jar /layers/application/ ./
ENV MANAGEMENT_SERVER_PORT=8083
EXPOSE 8082 8083

# A start up to the point where the service would begin to serve, on an empty H2, with a key that is forgotten at once.
FROM account-service-without-cache AS account-service-training
RUN CONFIRMATION_KEYS_K1=$(head -c 32 /dev/urandom | base64) \
    java @java.options -XX:AOTCacheOutput=/tmp/app.aot -Dspring.context.exit=onRefresh -jar app.jar

FROM email-service-without-cache AS email-service-training
RUN CONFIRMATION_KEYS_K1=$(head -c 32 /dev/urandom | base64) CONFIRMATION_CURRENTKEY=k1 \
    java @java.options -XX:AOTCacheOutput=/tmp/app.aot -Dspring.context.exit=onRefresh -jar app.jar

# The cache is code that will run: the service may read it, and not write it.
FROM account-service-without-cache AS account-service
COPY --from=account-service-training --chown=0:0 --chmod=644 /tmp/app.aot ./

FROM email-service-without-cache AS email-service
COPY --from=email-service-training --chown=0:0 --chmod=644 /tmp/app.aot ./
