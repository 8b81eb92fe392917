package dev.ajar.config;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * One entry of {@code leads}: what the responder already knows. Fields that its vector does not
 * have are null.
 */
public record Lead(
    String vector,
    String account,
    String container,
    String key,
    Instant since,
    String sha256,
    Instant from,
    Instant to,
    List<String> capability,
    String reason)
    implements Serializable {}
