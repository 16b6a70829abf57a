"""Settings, read once from FIELDMAP_* variables. `docs/settings.md` lists them; a test compares."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from prompts.wording import FOLDER

CHECKOUT = Path(__file__).resolve().parent.parent


def default_home() -> Path:
    """`.fieldmap` beside the code in a checkout, else `~/.local/share/fieldmap`."""
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / ".fieldmap"
    return Path.home() / ".local" / "share" / "fieldmap"


class Settings(BaseSettings):
    """Everything an operator may set. A wrong value stops the program at start."""

    model_config = SettingsConfigDict(env_prefix="FIELDMAP_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=default_home, description="where releases and the embedding cache live")
    corpus: Path | None = Field(default=None, description="another corpus folder than the shipped one")
    database_url: str | None = Field(
        default=None, description="the desk's database, such as postgresql+psycopg://…; a file in the home by default"
    )
    host: str = Field(default="127.0.0.1", description="address that `fieldmap serve` listens on")
    port: int = Field(default=7860, ge=1, le=65535, description="port that `fieldmap serve` listens on")
    embedding_model: Path | None = Field(
        default=None, description="folder of another sentence-transformers model than the packaged one"
    )
    embedding_sha256: str | None = Field(default=None, description="expected hash of that folder's model.safetensors")
    overdue_grace_months: int = Field(
        default=12, ge=0, description="how long past its due date a statement may still lead an answer"
    )
    max_characters: int = Field(default=30_000, ge=200, description="longest message that is read")
    max_record_bytes: int = Field(
        default=1_000_000, ge=20_000, description="largest pasted or uploaded trial record that is read"
    )
    session_minutes: int = Field(default=60, ge=1, description="how long an idle conversation is kept, in memory")
    questions_per_minute: int = Field(default=30, ge=1, description="per visitor; more get a kind 429")
    keep_unanswered: bool = Field(
        default=False, description="keep questions that the corpus does not answer, without personal details"
    )
    import_ports: tuple[int, ...] = Field(
        default=(80, 443), description="ports from which an editor may fetch a document by its address"
    )
    desk_secret: str | None = Field(
        default=None, repr=False, description="signs the desk's cookies; at least 32 random characters"
    )
    desk_session_minutes: int = Field(default=480, ge=1, description="how long a sign-in at the desk lasts")
    desk_identity_header: str | None = Field(
        default=None, description="header in which a proxy of yours names who is signed in; passwords are then off"
    )
    desk_identity_proxies: str = Field(
        default="", description="addresses or networks of that proxy, with commas between them"
    )
    max_import_bytes: int = Field(default=20_000_000, ge=1_000, description="largest file that the desk imports")
    model: str | None = Field(default=None, description="provider:name of a model that may write")
    model_base_url: str | None = Field(default=None, description="address of a server of your own")
    model_api_key: SecretStr | None = Field(
        default=None, description="its key, where the provider's own variable is not to be used"
    )
    model_timeout_seconds: float = Field(
        default=12.0, gt=0, le=120, description="how long an answer waits for the model, all in all"
    )
    model_max_tokens: int = Field(default=700, ge=50, le=8_000, description="longest reply")
    model_tokens_per_hour: int = Field(default=200_000, ge=0, description="after that, plain answers for the hour")
    model_tokens_per_day: int = Field(default=1_000_000, ge=0, description="after that, plain answers for the day")
    model_tracing: bool = Field(
        default=False, description="send prompts and replies to LangSmith, as its own variables say"
    )
    judge_model: str | None = Field(
        default=None, description="provider:name of a model that comments in `fieldmap eval`"
    )
    secure_cookies: bool = Field(default=False, description="set true behind HTTPS")

    @field_validator("model", "model_base_url", "model_api_key", "judge_model", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        """An empty variable is one that is not set."""
        return None if value == "" else value

    @property
    def releases(self) -> Path:
        """The folder of releases."""
        return self.home / "releases"

    @property
    def cache(self) -> Path:
        """The file of cached embeddings."""
        return self.home / "embeddings.sqlite"

    @property
    def wording_folder(self) -> Path:
        """The folder of fixed texts: `wording` in a corpus of one's own, else what the program comes with."""
        own = self.corpus / "wording" if self.corpus else FOLDER
        return own if own.is_dir() else FOLDER
