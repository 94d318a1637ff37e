package org.example.esync.folder;

import io.esync.connectors.spi.poll.PolledSystem;
import io.esync.connectors.spi.poll.Poller;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A folder that is read by polling. The rest of a Flink source is ESync's.
 *
 * @param source id of the source
 */
record FolderSystem(String source, FolderConfig config)
    implements PolledSystem<FolderPosition> {
  @Override
  public List<String> splits() {
    return List.of(FolderPoller.STREAM);
  }

  @Override
  public FolderPosition start(String split) {
    return FolderPosition.START;
  }

  @Override
  public Poller<FolderPosition> open(String split, FolderPosition position) {
    return new FolderPoller(source, config.folder(), position);
  }

  @Override
  public SimpleVersionedSerializer<FolderPosition> positions() {
    return new FolderPosition.Serializer();
  }

  @Override
  public Duration interval() {
    return config.interval();
  }

  @Override
  public boolean bounded() {
    return false;
  }
}
