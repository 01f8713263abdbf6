"""Mail: by SES in AWS, by an SMTP server elsewhere."""

import smtplib
from email.message import EmailMessage
from typing import Protocol

import boto3

from product.settings import Mail


class Post(Protocol):
    """Whoever takes mail."""

    def send(self, to: str, subject: str, text: str) -> None:
        """Hands it over, or raises."""


class Smtp:
    """A server that speaks SMTP."""

    def __init__(self, mail: Mail, host: str) -> None:
        """Nothing is connected yet."""
        self._mail, self._host = mail, host

    def send(self, to: str, subject: str, text: str) -> None:
        """Hands it over, or raises."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._mail.sender, to, subject
        message.set_content(text)
        with smtplib.SMTP(self._host, self._mail.smtp_port, timeout=5) as server:
            server.send_message(message)


class Ses:
    """Amazon SES, with the set that says what becomes of a message."""

    def __init__(self, mail: Mail, region: str | None) -> None:
        """Nothing is asked yet."""
        self._mail, self._region = mail, region

    def send(self, to: str, subject: str, text: str) -> None:
        """Hands it over, or raises."""
        through = self._mail.configuration_set
        boto3.client("sesv2", region_name=self._region).send_email(
            FromEmailAddress=self._mail.sender,
            Destination={"ToAddresses": [to]},
            Content={"Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}}}},
            **({"ConfigurationSetName": through} if through else {}),
        )


def post_by(mail: Mail, region: str | None) -> Post:
    """An SMTP server where one is named."""
    return Smtp(mail, mail.smtp_host) if mail.smtp_host else Ses(mail, region)
