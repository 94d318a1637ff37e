package io.esync.connectors.webhook;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;

/** Files of each TaskManager that make it known to senders. */
public record TlsOptions(
    @Option(
            value =
                "File of the certificate and those that vouch for it, in PEM. A file that has changed"
                    + " counts for the connections that come then.",
            example = "/etc/esync/tls.crt")
        String certificate,
    @Option(value = "File of its private key: PKCS #8 in PEM.", example = "/etc/esync/tls.key")
        String key,
    @Option(
            value = "Password of the key, where it has one; a reference to a secret.",
            optional = true,
            example = "${env:TLS_PASSWORD}")
        Secret keyPassword)
    implements Serializable {}
