package io.esync.connectors.http;

import io.esync.connectors.spi.Option;
import java.io.Serializable;

/**
 * The keys beside {@code target:} in an entity's {@code to:}.
 *
 * <pre>{@code
 * to:
 *   - target: crm
 *     upsert: {method: PUT, path: "/customers/{{id}}"}
 *     delete: {method: DELETE, path: "/customers/{{id}}"}
 * }</pre>
 */
public record HttpRoute(
    @Option(
            value = "How a row is sent that is new or has changed.",
            example = "{method: PUT, path: \"/customers/{{id}}\"}")
        RequestOptions upsert,
    @Option(
            value =
                "How a delete is sent; its row holds the fields of the key alone. An answer 404 or"
                    + " 410 says that it is done.",
            optional = true,
            example = "{method: DELETE, path: \"/customers/{{id}}\"}")
        RequestOptions delete,
    @Option(value = "Whether deletes are not sent at all.", defaultValue = "false")
        boolean ignoreDeletes)
    implements Serializable {
  public HttpRoute {
    if ((delete == null) != ignoreDeletes) {
      throw new IllegalArgumentException(
          ignoreDeletes
              ? "delete says how to send what ignore_deletes leaves out; take one of them out"
              : "deletes have to go somewhere: say how in 'delete', or set 'ignore_deletes: true'");
    }
  }
}
