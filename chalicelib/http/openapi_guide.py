"""What an integrator who has the document alone must know besides: the description of openapi.json.

docs/integrators.md says the same at more length, with how clients are made.
"""

GUIDE = """\
## 登录
先匿名调用`GET /v1/client`：`issuer`是登录服务（OpenID Connect，地址见其`/.well-known/openid-configuration`），\
`scope`、`resource`、`parameters`是申请访问令牌时须带的内容。用授权码加PKCE（S256）；每个应用须先在登录服务登记自己的`client_id`和回调地址。\
请求以`Authorization: Bearer`附访问令牌。答复401时，`because`说明令牌因何无效：过期的用刷新令牌换新后重发一次，仍为401则重新登录。

## 上传证明材料
1. `POST /v1/me/uploads`，写明文件名、类型、字节数和SHA-256（小写十六进制），得到`id`、`url`、`fields`；签名地址五分钟内有效。
2. 以multipart/form-data向`url`提交：先依次放入`fields`的各项，最后放名为`file`的文件；不带访问令牌。
3. `POST /v1/me/uploads/{id}/check`即可知道文件能否使用；登记时在`evidence`中写`id`。同一文件再次申请，`id`不变。

## 重发与离线
没有收到答复的请求，以**同一**`Idempotency-Key`（1至255个可见的ASCII字符，如UUID）和同一内容重发，得到同一结果，\
不会办理两次；换了内容为422 `idempotency_key_reused`。标识与请求一起保存，应用重启后仍可用。\
离线时把请求连同标识按先后排队，恢复后逐个发送：以收到请求的时刻为准，登记截止后才到的不再受理。\
答复中有`ETag`的，修改时以`If-Match`带回：他人已改过的答412 `stale`，不会覆盖没有看到的内容。

## 列表
`limit`一次几条，`next`不是null时作为`cursor`取下一页。`cursor`不可拆解或自行拼写，无效时为422 `cursor_invalid`，从头再取即可。

## 出错
`application/problem+json`（RFC 9457）：`code`是稳定的代码，供程序判断；`detail`是给人看的整句，请原样显示；\
`field`、`faults`指出有误的各项。不认识的`code`按状态码处理。他人的和不存在的，同样答404。

## 时间与数
时刻按RFC 3339，答复中为北京时间（+08:00）；日期是北京时间的日期。学分、小时是十进制文本（`"2.5"`），不要用二进制浮点数计算。

## 频率
答复429和503时，等`Retry-After`所示的秒数再以同一标识重发；连续失败的逐次加倍等待。可以保存的答复有`ETag`，\
再取时带`If-None-Match`，相同的只答304。

## 通知
全部通知见`GET /v1/me/notices`；`GET /v1/opening`一次取得首页所需的各项，其中有最近的通知。\
另以短信或微信提醒，由本人在`PUT /v1/me/messages`选择；不向应用推送，请在打开应用时和停留期间每隔几分钟查询。

## 变更与停用
路径中的`/v1`不变，只增不减：会增加调用、答复的成员、可不填的请求成员、代码和开放的枚举值（`x-extensible-enum`），请忽略不认识的。\
停用的调用至少提前一年声明：其每个答复带`Deprecation`（RFC 9745）和`Sunset`（RFC 8594），本文件标明`deprecated`和`x-sunset`，说明改用什么。
"""
