package io.esync.connectors.cdc.mysql;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Takes events off the connection as they are, and gives the client what little it needs. */
final class LogEvents extends EventDeserializer {
  private static final int HEADER = 19;
  private static final int ARTIFICIAL = 0x20;
  private static final int CHECKSUM = 4;
  private static final int CRC32 = 1;

  private final Consumer<LogEvent> events;
  private int checksum;

  LogEvents(Consumer<LogEvent> events) {
    this.events = events;
  }

  @Override
  @SuppressWarnings("deprecation") // the client calls it
  public void setChecksumType(ChecksumType type) {
    checksum = type == ChecksumType.CRC32 ? CHECKSUM : 0;
  }

  @Override
  public Event nextEvent(ByteArrayInputStream input) throws IOException {
    if (input.peek() == -1) {
      return null;
    }
    LogBuffer header = new LogBuffer(input.read(HEADER));
    long seconds = header.number(4);
    int type = header.u8();
    long server = header.number(4);
    long length = header.number(4);
    long next = header.number(4);
    boolean artificial = (header.number(2) & ARTIFICIAL) != 0;
    byte[] body = input.read((int) length - HEADER);
    if (type == LogEvent.FORMAT_DESCRIPTION) {
      // tells for itself and for all that follows; its own checksum is always there
      checksum = body[body.length - CHECKSUM - 1] == CRC32 ? CHECKSUM : 0;
    }
    int end = body.length - checksum;
    LogEvent event =
        new LogEvent(
            type,
            seconds,
            server,
            length,
            next,
            artificial,
            new LogBuffer(body).bytes(Math.max(0, end)));
    events.accept(event);
    return new Event(clientHeader(type), clientData(event));
  }

  private static EventHeaderV4 clientHeader(int type) {
    EventHeaderV4 header = new EventHeaderV4();
    header.setEventType(type == LogEvent.ROTATE ? EventType.ROTATE : EventType.UNKNOWN);
    return header;
  }

  private static EventData clientData(LogEvent event) {
    if (event.type() != LogEvent.ROTATE) {
      return event;
    }
    LogBuffer body = event.buffer();
    RotateEventData rotate = new RotateEventData();
    rotate.setBinlogPosition(body.number(8));
    rotate.setBinlogFilename(body.text(body.remaining()));
    return rotate;
  }
}
