package io.esync.connectors.http;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.collection.ApiCollection;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.AuthOptions;
import io.esync.connectors.spi.http.ClientOptions;
import io.esync.connectors.spi.http.PagingOptions;
import io.esync.connectors.spi.http.PagingOptions.By;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * Options of an {@code http} source.
 *
 * <pre>{@code
 * sources:
 *   - id: support
 *     type: http
 *     config:
 *       url: "https://support.example.com/v1"
 *       auth: {bearer: "${env:SUPPORT_TOKEN}"}
 *       paging: {by: link, size: 100, size_param: per_page}
 *       streams:
 *         contacts:
 *           path: /contacts
 *           records: /data
 *           key: [id]
 *           fields: {id: bigint, email: string, updated_at: timestamptz}
 *           cursor: {field: updated_at, param: updated_since}
 *     schedule: {every: 5min}
 * }</pre>
 */
public record HttpSourceConfig(
    @Option(
            value = "Address that the paths of all streams lie below.",
            example = "https://support.example.com/v1")
        String url,
    @Option(
            value = "The collections to read, by the names of their streams.",
            example =
                "{contacts: {path: /contacts, key: [id], fields: {id: bigint, email: string}}}")
        Map<String, StreamOptions> streams,
    @Option(value = "How the API knows who asks; without it, it asks nobody.", optional = true)
        AuthOptions auth,
    @Option(
            value = "Headers of each request, none of them a secret.",
            optional = true,
            example = "{Accept: application/json}")
        Map<String, String> headers,
    @Option(value = "How to come from one page to the next.", defaultValue = "{}")
        PagingOptions paging,
    @Option(value = "How requests are made.", defaultValue = "{}") ClientOptions client,
    @Option(
            value =
                "Time from the end of a reading to the next one, where the source has no schedule.",
            defaultValue = "1min")
        Duration interval,
    @Option(
            value =
                "Most records of a stream with deletes or without a cursor: their keys are part of"
                    + " the job's state, about 12 to 30 bytes each in every checkpoint.",
            defaultValue = "1000000")
        int trackedRows)
    implements Serializable {

  public HttpSourceConfig {
    streams = Map.copyOf(streams);
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    Address base = Address.of(url);
    if (streams.isEmpty()) {
      throw new IllegalArgumentException("streams must name at least one collection");
    }
    streams.values().forEach(stream -> base.below(stream.path()));
    AuthOptions.requireNoSecret(headers);
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be positive, not " + interval);
    }
    if (trackedRows < 1) {
      throw new IllegalArgumentException("tracked_rows must be at least 1, not " + trackedRows);
    }
  }

  /** What a stream is asked for at first, without cursor and paging. */
  Address address(String stream) {
    Address address = Address.of(url).below(streams.get(stream).path());
    for (Map.Entry<String, String> param : streams.get(stream).params().entrySet()) {
      address = address.with(param.getKey(), param.getValue());
    }
    return address;
  }

  ApiCollection collection(String stream) {
    StreamOptions options = streams.get(stream);
    return new ApiCollection(
        address(stream),
        paging,
        paging.by() == By.PAGE || paging.by() == By.OFFSET,
        options.records(),
        null,
        options.shape(),
        options.cursor(),
        options.deletes(),
        trackedRows);
  }
}
