package io.esync.connectors.spi.poll;

import java.util.List;
import java.util.Objects;

/**
 * How a split is read that never was: its parts first, by as many readers as there are, and when
 * all that they read has arrived the split itself.
 *
 * @param start where the split itself begins
 * @param parts where the parts begin, each to be read to its end; none where there is no need
 */
public record Beginning<P>(P start, List<P> parts) {
  public Beginning {
    Objects.requireNonNull(start, "start");
    parts = List.copyOf(parts);
  }
}
