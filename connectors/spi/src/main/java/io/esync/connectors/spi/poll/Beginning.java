package io.esync.connectors.spi.poll;

import java.util.List;

/**
 * How a split is read that never was: its parts first, by as many readers as there are, and when
 * all that they read has arrived the split itself.
 *
 * @param start where the split itself begins; null where the parts are all there is to read of it
 * @param parts where the parts begin, each to be read to its end; none where there is no need
 */
public record Beginning<P>(P start, List<P> parts) {
  public Beginning {
    parts = List.copyOf(parts);
    if (start == null && parts.isEmpty()) {
      throw new IllegalArgumentException("neither a start nor parts");
    }
  }
}
