# SPDX-License-Identifier: Apache-2.0
"""`yunce serve`, `yunce demo`, `yunce user`: the web in a browser, the demo company, who may sign in."""

from __future__ import annotations

from typing import Annotated

import typer

from yunce.cli.chinese import Command
from yunce.cli.progress import watching

Host = Annotated[str, typer.Option("--host", help="监听地址；只有本机能访问 127.0.0.1")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="端口")]


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command(cls=Command)(serve)
    app.command(cls=Command)(demo)
    app.command(cls=Command)(user)


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """打开网页服务。"""
    from yunce.app.serving import serve_home

    serve_home(host, port, announce=typer.echo)


def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    prepare_only: Annotated[bool, typer.Option("--prepare-only", help="只准备数据，不打开网页")] = False,
    pack: Annotated[
        str, typer.Option("--pack", help="行业包；不写是服装网店（真实零售交易，改换名称），其余是编造的示例单位")
    ] = "ecommerce",
) -> None:
    """准备演示公司并打开网页，给出一次性登录链接。"""
    from yunce.app.demonstration import prepare_demo

    with watching(quiet=False) as watch:
        prepare_demo(announce=typer.echo, watch=watch, pack=pack)
    if not prepare_only:
        from yunce.app.serving import serve_home

        serve_home(host, port, announce=typer.echo, link=True)


def user(
    name: Annotated[str, typer.Argument(metavar="NAME", help="登录名")],
    role: Annotated[str, typer.Option("--role", help="viewer 看、editor 改、admin 管理")] = "viewer",
    unit: Annotated[str, typer.Option("--unit", help="只能看这个单位（含下级）；空为全部")] = "",
) -> None:
    """新建用户或改密码；密码在提示后输入，不会出现在命令里。"""
    from yunce.app.serving import create_user

    password = typer.prompt("密码", hide_input=True, confirmation_prompt="再输一次")
    create_user(name, password, role, unit)
    typer.echo(f"用户 {name} 已保存。")
