package io.esync.connectors.webhook;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Source;

/** Takes events that a system sends. */
@SuppressWarnings("rawtypes") // a service is named without its type arguments
@AutoService(SourceConnector.class)
public final class WebhookConnector implements SourceConnector<WebhookConfig> {
  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public String description() {
    return "Events that a system sends to an endpoint of HTTP as JSON, signed as GitHub or Stripe do it"
        + " or with a token.";
  }

  @Override
  public String guarantee() {
    return "An event is answered 200 when a checkpoint that holds it is complete, and so is never lost"
        + " then; sent again under its id, it changes nothing.";
  }

  @Override
  public String prerequisites() {
    return """
        - The sender repeats what is not answered 2xx. What it never repeats, and what it sends while
          nothing listens, is not seen: read the system by polling too where that matters.
        - Answers wait for a checkpoint: let `checkpointing: {interval: …}` of the pipeline be well below
          the time that the sender waits (GitHub: 10 s).
        - One TaskManager listens, the one that runs the source; after a failure that may be another one.
          With several of them give senders the address of a load balancer that looks for the open port.
          To receive with more than one, or while the pipeline stands still, let something write events
          to Kafka, and read that.
        - The later arrival makes the later version; its time is the time of the change, unless the
          entity names a field as `timestamp`. Events that overtake each other need such a field.
        - A repetition is known by its id for as long as `remember` says. With the schemes `github` and
          `token` the id is not signed: use TLS, or whoever sees an event can send it again.
        - Refused are: another path (404) or method (405), what is longer than `body_bytes` (413), a form
          or compressed (415), a signature that does not fit (401), no delivery id (400), and with 503
          and Retry-After what exceeds `limits` or waits for longer than `answer_timeout`. All that is
          left of it is a count, `esync.reason.refused`.
        - An event that no stream takes is answered 200 and counts as `esync.unused`.
        - A genuine event that is no JSON, or whose record does not fit its fields, goes to the
          dead-letter queue as it came and is answered like all others. Values stand as the target
          `filesystem` writes them; decimals may be numbers. A member that is an object is read as
          `json`.
        """;
  }

  @Override
  public Class<WebhookConfig> configType() {
    return WebhookConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(WebhookConfig config, SourceContext context) {
    return new WebhookSource(config, context.source());
  }

  @Override
  public Map<String, RowSchema> declared(WebhookConfig config) {
    Map<String, RowSchema> declared = new HashMap<>();
    config.streams().forEach((name, stream) -> declared.put(name, stream.schema()));
    return declared;
  }

  /** Looks for streams that are not there; the endpoint is none of this machine's. */
  @Override
  public List<CheckFailure> check(WebhookConfig config, SourceContext context) {
    Set<String> known = new TreeSet<>(config.streams().keySet());
    return context.streams().stream()
        .map(SourceContext.Stream::name)
        .filter(Objects::nonNull)
        .filter(name -> known.stream().noneMatch(one -> one.equals(name) || one.matches(name)))
        .map(
            name ->
                new CheckFailure(
                    "source '" + context.source() + "' has no stream '" + name + "'",
                    "Declare it below 'streams', or take one of " + known + "."))
        .toList();
  }

  /** One: a port has one listener. */
  @Override
  public int maxParallelism(WebhookConfig config) {
    return 1;
  }
}
