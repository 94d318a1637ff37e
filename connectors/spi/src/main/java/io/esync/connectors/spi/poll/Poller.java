package io.esync.connectors.spi.poll;

import java.io.IOException;

/**
 * Reads one split, piece by piece, from the position on at which it was opened. Called by one
 * thread at a time.
 *
 * @param <P> the position in the split, immutable
 */
public interface Poller<P> extends AutoCloseable {
  /**
   * The next piece, at most about a thousand records. May block.
   *
   * @throws SourceUnavailableException if the system cannot be reached now; the same piece is asked
   *     for again later
   * @throws IOException if nothing can be read before somebody changes something; the job fails
   */
  Piece<P> poll() throws SourceUnavailableException, IOException;

  @Override
  void close();
}
