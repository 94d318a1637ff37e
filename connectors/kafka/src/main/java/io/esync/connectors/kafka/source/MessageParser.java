package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.RecordParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.metrics.SimpleCounter;

/** Reads messages again that stand as {@link MessageJson} in the dead-letter queue. */
public final class MessageParser implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final MessageReader reader;
  private transient boolean open;

  public MessageParser(KafkaSourceConfig config, SourceContext context) {
    this.reader = new MessageReader(config, context);
  }

  @Override
  public Optional<SourceRecord> parse(byte[] payload, Origin origin) throws IOException {
    if (!open) {
      reader.open(new SimpleCounter());
      open = true;
    }
    List<SourceRecord> records = new ArrayList<>();
    reader.deserialize(MessageJson.parse(payload), new ListCollector<>(records));
    return records.stream().findFirst();
  }
}
