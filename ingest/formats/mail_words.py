"""The words by which mail programs, in the languages they speak, mark what they quote, forward and append.

Each is a part of a regular expression that ignores case.
"""
# ruff: noqa: RUF001
# Words of many alphabets are full of letters that look like others.

from __future__ import annotations

WROTE = "|".join(
    (
        *("wrote", "writes", "schrieb", "schreibt", "schreef", "a [ée]crit", "escribi[óo]", "va escriure"),
        *("ha scritto", "escreveu", "skrev", "skreiv", "kirjoitti", "kirjutas", r"napisał(?:\(a\)|a)?"),
        *(r"napsala?(?:\(a\))?", r"napísala?(?:\(a\))?", "napisala?", "napisao", "написала?", "написав"),
        *("пишет", "пише", "yazdı", "írta", "a scris", "έγραψε"),
    )
)
"""As in "On 3 May 2025 Ana wrote:", in scripts that put spaces between words."""
ON = "on|am|le|el|il|op|em|den|dnia|w dniu|dne|dňa|dana|em|în|la"
"""How such a line begins, in the languages that begin it with a word of their own."""
WROTE_UNSPACED = "|".join(
    (
        "写道",
        "寫道",
        "님이 작성.*",
        "님이 씀",
        "書きました",
        r"\d{4}年\d{1,2}月\d{1,2}日.*<[^<>\s]+@[^<>\s]+>",
    )
)
ORIGINAL = "|".join(
    (
        *("original message", "original appointment", "ursprüngliche nachricht", "originalnachricht"),
        *("message d['’]origine", "mensaje original", "messaggio originale", "oorspronkelijk bericht"),
        *("mensagem original", "oprindelig meddelelse", "ursprungligt meddelande", "opprinnelig melding"),
        *("alkuperäinen viesti", "oryginalna wiadomość", "wiadomość oryginalna", "původní zpráva"),
        *("izvorno sporočilo", "originalna poruka", "исходное сообщение", "eredeti üzenet", "özgün ileti"),
        *("原始邮件", "邮件原件", "元のメッセージ", "원본 메시지"),
    )
)
"""As in "-----Original Message-----"."""
FORWARDED = "|".join(
    (
        *("forwarded message", "forwarded by .*", "weitergeleitete nachricht", "message transf[ée]r[ée]"),
        *("message réexpédié", "mensaje reenviado", "messaggio inoltrato", "doorgestuurd bericht"),
        *("mensagem encaminhada", "videresendt meddelelse", "vidarebefordrat meddelande"),
        *("videresendt melding", "välitetty viesti", "wiadomość przekazana", "přeposlaná zpráva"),
        *("posredovano sporočilo", "proslijeđena poruka", "пересылаемое сообщение", "továbbított üzenet"),
        *("iletilen mesaj", "转发的邮件", "轉寄郵件", "転送メッセージ", "전달된 메시지"),
    )
)
"""As in "---------- Forwarded message ---------"."""
BEGIN_FORWARDED = "|".join(
    (
        *("begin forwarded message", "anfang der weitergeleiteten (?:nachricht|e-mail)"),
        *("début du message (?:réexpédié|transféré)", "inicio del mensaje reenviado"),
        *("inizio messaggio inoltrato", "begin doorgestuurd bericht", "início da mensagem reencaminhada"),
    )
)
"""As Apple Mail says it."""
FROM = "|".join(
    (
        *("from", "von", "de", "da", "van", "od", "fra", "från", "lähettäjä", "от", "feladó", "kimden"),
        *("expéditeur", "发件人", "寄件者", "差出人", "보낸 ?사람"),
    )
)
OTHER_HEADERS = "|".join(
    (
        *("sent", "date", "to", "subject", "gesendet", "datum", "an", "betreff", "envoyé", "à", "objet"),
        *("enviado", "enviada", "fecha", "para", "asunto", "inviato", "data", "a", "oggetto", "verzonden"),
        *("aan", "onderwerp", "assunto", "wysłano", "do", "temat", "odesláno", "komu", "předmět", "poslano"),
        *("za", "zadeva", "predmet", "sendt", "til", "emne", "skickat", "till", "ämne", "lähetetty"),
        *("vastaanottaja", "aihe", "отправлено", "кому", "тема", "elküldve", "címzett", "tárgy"),
        *(
            "发送时间",
            "收件人",
            "主题",
            "日期",
            "送信日時",
            "宛先",
            "件名",
            "보낸 ?날짜",
            "받는 ?사람",
            "제목",
        ),
    )
)
"""Of the head that Outlook puts above a mail it quotes: when, to whom, what about."""
SENT_FROM = "|".join(
    (
        *("sent from (?:my|outlook|mail for|yahoo|proton)", "get outlook for", "von meinem .{1,40}gesendet"),
        *("gesendet (?:von|mit)", "envoyé (?:de|depuis)", "enviado (?:desde|do|a partir do)"),
        *("inviato da(?:l mio)?", "verzonden vanaf", "sendt fra", "skickat från", "wysłane? z"),
        *("odesláno z", "poslano (?:z|iz|s) ", "lähetetty ", "отправлено с ", "发自我的", "從我的"),
        *("iphoneから", "내 .{1,20}에서 보냄"),
    )
)
"""What telephones write below a mail."""
REPLY = "re|aw|sv|vs|antw|odp|rif|res|ynt|回复|回覆|答复"
FORWARD = "fwd?|wg|tr|rv|enc|i|doorst|vb|vl|pd|fs|vidb|továbbítás|转发|轉寄"
"""Before the colon at the head of a subject."""
LIST_FOOTER = "mailing list|unsubscribe|listinfo|abmelden|se désabonner"
SMALL_PRINT = (
    "e-?mail|message|nachricht|mensaje|messaggio|bericht|courriel",
    "confidential|intended (?:solely|only|recipient)|vertraulich|confidencial|confidentiel|riservat"
    "|vertrouwelijk|addressee",
    "recipient|empfänger|destinat|geadresseerde|addressee|unauthori|unbefugt|not authori",
)
"""A paragraph that says something of each of these tells strangers to delete the mail."""
