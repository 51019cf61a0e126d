/// Amazon SES: mails and their fates come through SNS, answers go out over SMTP.
@NullMarked
package dev.switchboard.channel.ses;

import org.jspecify.annotations.NullMarked;
